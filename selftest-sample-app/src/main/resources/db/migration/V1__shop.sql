create table product (
	id bigint generated always as identity primary key,
	name text not null unique,
	unit text not null,
	price numeric(10, 2) not null check (price > 0),
	stock integer not null check (stock >= 0),
	withdrawn boolean not null default false
);

create view catalogue as
	select id, name, unit, price, stock from product where not withdrawn;

create table account (
	username text primary key,
	password_hash text not null,
	role text not null check (role in ('CUSTOMER', 'ADMIN'))
);

create table orders (
	id bigint generated always as identity primary key,
	customer text not null references account,
	placed_at timestamptz not null default now(),
	total numeric(12, 2) not null
);

create index orders_of_customer on orders (customer, id);

create table order_line (
	order_id bigint not null references orders,
	product_id bigint not null references product,
	quantity integer not null check (quantity > 0),
	price numeric(10, 2) not null,
	primary key (order_id, product_id)
);

create table reading (
	id bigint generated always as identity primary key,
	sensor text not null,
	temperature numeric(4, 1) not null,
	humidity numeric(4, 1) not null,
	taken_at timestamptz not null default now()
);

create index reading_of_sensor on reading (sensor, taken_at);
