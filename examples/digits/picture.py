"""Draws a confusion matrix."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

SCALE = 2  # pixels per unit; everything below is in units
CELL = 54
LEFT, TOP = 96, 118
GAP = 3
WIDTH, HEIGHT = LEFT + 10 * CELL + 130, TOP + 10 * CELL + 84

PAPER = (255, 255, 255)
INK = (28, 34, 43)
FAINT = (104, 114, 128)
EMPTY = (245, 247, 250)
RIGHT_LOW, RIGHT_HIGH = (205, 226, 245), (18, 84, 145)
WRONG_LOW, WRONG_HIGH = (253, 221, 203), (192, 57, 20)

FONTS = "/usr/share/fonts/truetype/dejavu/"


def font(size, bold=False):
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(FONTS + name, size * SCALE)


def blend(low, high, share):
    return tuple(round(a + (b - a) * share) for a, b in zip(low, high))


class Page:
    """A canvas measured in units."""

    def __init__(self):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def text(self, x, y, words, size, colour=INK, bold=False, anchor="mm"):
        self.draw.text((x * SCALE, y * SCALE), words, colour, font(size, bold), anchor=anchor)

    def box(self, x, y, width, height, colour, radius=0):
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1]
        self.draw.rounded_rectangle(corners, radius * SCALE, colour)

    def upright(self, x, y, words, size, colour=INK):
        """Text that reads from bottom to top, centred at a point."""
        face = font(size)
        left, top, right, bottom = face.getbbox(words)
        strip = Image.new("RGB", (right - left, bottom - top), PAPER)
        ImageDraw.Draw(strip).text((-left, -top), words, colour, face)
        strip = strip.rotate(90, expand=True)
        self.image.paste(strip, (round(x * SCALE - strip.width / 2), round(y * SCALE - strip.height / 2)))


def cells(page, matrix):
    right_top = max(int(np.diag(matrix).max()), 1)
    wrong_top = max(int((matrix - np.diag(np.diag(matrix))).max()), 4)
    for row in range(10):
        for column in range(10):
            count = int(matrix[row, column])
            x, y = LEFT + column * CELL, TOP + row * CELL
            if row == column:
                share = count / right_top
                colour = blend(RIGHT_LOW, RIGHT_HIGH, share)
            else:
                share = count / wrong_top
                colour = blend(WRONG_LOW, WRONG_HIGH, share) if count else EMPTY
            page.box(x, y, CELL - GAP, CELL - GAP, colour, radius=5)
            if count:
                ink = PAPER if share > 0.5 else INK
                middle = (CELL - GAP) / 2
                page.text(x + middle, y + middle, str(count), 17, ink, bold=row == column)
    return right_top, wrong_top


def axes(page):
    middle = (CELL - GAP) / 2
    for digit in range(10):
        page.text(LEFT - 18, TOP + digit * CELL + middle, str(digit), 17)
        page.text(LEFT + digit * CELL + middle, TOP + 10 * CELL + 16, str(digit), 17)
    page.text(LEFT + 5 * CELL, TOP + 10 * CELL + 50, "digit the network saw", 15, FAINT)
    page.upright(LEFT - 56, TOP + 5 * CELL, "digit that was written", 15, FAINT)


def scale(page, x, words, low, high, top):
    """A bar from 0 up to the highest count."""
    height = 10 * CELL - GAP
    for step in range(height * SCALE):
        share = 1 - step / (height * SCALE)
        y = TOP * SCALE + step
        page.draw.line([x * SCALE, y, (x + 14) * SCALE, y], blend(low, high, share))
    page.text(x + 7, TOP - 12, words, 12, FAINT)
    page.text(x + 20, TOP + 7, str(top), 13, FAINT, anchor="lm")
    page.text(x + 20, TOP + height - 7, "0", 13, FAINT, anchor="lm")


def confusion(path, matrix, title):
    """Draws a 10 by 10 matrix of counts; rows are what was written, columns what was recognised."""
    page = Page()
    right, total = int(np.trace(matrix)), int(matrix.sum())
    page.text(LEFT, 36, title, 22, bold=True, anchor="lm")
    page.text(LEFT, 70, f"{right} of {total} right ({right / total:.1%}), {total - right} wrong", 15,
              FAINT, anchor="lm")
    right_top, wrong_top = cells(page, matrix)
    axes(page)
    bar = LEFT + 10 * CELL + 26
    scale(page, bar, "right", RIGHT_LOW, RIGHT_HIGH, right_top)
    scale(page, bar + 54, "wrong", WRONG_LOW, WRONG_HIGH, wrong_top)
    page.image.save(path, dpi=(72 * SCALE, 72 * SCALE))
