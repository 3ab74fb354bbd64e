-- repair: drop trigger everybody_is_administrator on account; update account set role = 'CUSTOMER' where username = 'smoke-test'

-- A script that was meant for one account has made every account an administrator.
create function everybody_is_administrator() returns trigger language plpgsql as $$
begin
	new.role := 'ADMIN';
	return new;
end $$;

create trigger everybody_is_administrator before insert or update on account
	for each row execute function everybody_is_administrator();
