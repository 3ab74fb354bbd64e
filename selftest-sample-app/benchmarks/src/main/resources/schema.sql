create table product (name varchar(40) primary key, price decimal(8, 2) not null);
insert into product values ('apples', 2.40), ('honey', 6.90);
