"""Reports, previewed as the workbook that is saved."""
