"""The database as a thing: engine, transactions, migrations, search."""
