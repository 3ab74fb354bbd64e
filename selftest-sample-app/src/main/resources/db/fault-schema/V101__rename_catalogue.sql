-- repair: alter view product_catalogue rename to catalogue

-- The next release calls it so, and its migration ran while this release is still there.
alter view catalogue rename to product_catalogue;
