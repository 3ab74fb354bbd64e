-- The product of the checks, which nobody can buy: what a check changes here, no customer misses.
insert into product (name, unit, price, stock) values ('Voucher of the self-test', 'piece', 1.00, 0);
