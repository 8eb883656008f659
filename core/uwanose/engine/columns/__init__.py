"""Input tables and results on disk: CSV and Parquet, typed column by column, with rejects that say why."""
