insert into product (name, unit, price, stock) values
	('Eggs', 'box of 10', 3.20, 120),
	('Milk', 'litre', 1.40, 200),
	('Butter', '250 g', 2.90, 80),
	('Goat cheese', '200 g', 4.80, 40),
	('Honey', '500 g', 7.50, 60),
	('Apple juice', 'litre', 2.60, 150),
	('Potatoes', '2 kg', 3.40, 300),
	('Carrots', 'kg', 2.10, 180),
	('Tomatoes', 'kg', 4.20, 90),
	('Pumpkin', 'piece', 3.90, 35),
	('Rye bread', 'loaf', 4.50, 25),
	('Sheepskin', 'piece', 89.00, 3);

-- no hash equals '!': nobody can sign in before the start-up has written a password
insert into account (username, password_hash, role) values
	('smoke-test', '!', 'CUSTOMER'),
	('market-stall', '!', 'CUSTOMER');

insert into orders (customer, total) values
	('smoke-test', 7.80),
	('market-stall', 54.00),
	('market-stall', 89.00);

insert into order_line (order_id, product_id, quantity, price) values
	(1, 1, 2, 3.20),
	(1, 2, 1, 1.40),
	(2, 5, 4, 7.50),
	(2, 4, 5, 4.80),
	(3, 12, 1, 89.00);

insert into reading (sensor, temperature, humidity, taken_at) values
	('greenhouse-1', 21.5, 68.0, now() - interval '10 minutes'),
	('greenhouse-1', 21.8, 67.5, now()),
	('greenhouse-2', 23.1, 71.0, now()),
	('henhouse', 14.6, 55.5, now());
