"""The least PySide6 program: the same fonts, and a window with a label."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from benchmarks.starts.first_paint import FirstPaint

folder, *files = sys.argv[1:]
application = QApplication([])
application.setStyle("Fusion")
for name in files:
    QFontDatabase.addApplicationFont(f"{folder}/{name}")
font = QFont()
font.setFamilies(["Noto Sans", "Noto Naskh Arabic", "Noto Sans SC"])
application.setFont(font)
window = QMainWindow()
label = QLabel("Joint Police Training")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.resize(1440, 900)
window.show()
watch = FirstPaint(window, application.quit)
application.exec()
