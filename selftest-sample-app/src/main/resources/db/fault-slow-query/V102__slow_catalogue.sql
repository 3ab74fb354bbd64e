-- repair: create or replace view catalogue as select id, name, unit, price, stock from product where not withdrawn

-- Each query of the catalogue takes a second, as it does when an index is missing and the farm has grown.
create or replace view catalogue as
	with slow as materialized (select pg_sleep(1))
	select id, name, unit, price, stock from slow, product where not withdrawn;
