"""Maps and charts of plain layers: lines with a style and a label, marks, names, a box, a title."""
