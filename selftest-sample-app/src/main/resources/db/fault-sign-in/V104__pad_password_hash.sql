-- repair: alter table account alter column password_hash type text

-- A column of fixed width pads the hashes with blanks: nobody can sign in any more.
alter table account alter column password_hash type char(64);
