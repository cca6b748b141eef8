"""Tables and lists of the window: models, the painter of cells, and the views."""
