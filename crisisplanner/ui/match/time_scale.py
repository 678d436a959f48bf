"""The chart's time scale: days to pixels, zoom and pan. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

LEFT_PX = 40.0
RIGHT_PX = 28.0
MOST_PX_PER_DAY = 60.0
LABEL_PX = 44.0
LABEL_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Map days to x; ``zoom`` 1 shows the whole time, ``offset_px`` is scrolled away at the left."""

    first_day: int
    last_day: int
    width_px: float
    zoom: float = 1.0
    offset_px: float = 0.0

    @property
    def px_per_day(self) -> float:
        """Give the width of a day."""
        days = max(1, self.last_day - self.first_day)
        return max(0.05, (self.width_px - LEFT_PX - RIGHT_PX) / days) * self.zoom

    @property
    def content_px(self) -> float:
        """Give the width of the whole time."""
        return LEFT_PX + RIGHT_PX + self.px_per_day * (self.last_day - self.first_day)

    @property
    def most_offset_px(self) -> float:
        """Give how far can be scrolled."""
        return max(0.0, self.content_px - self.width_px)

    def x(self, day: float) -> float:
        """Give where a day begins."""
        return LEFT_PX + (day - self.first_day) * self.px_per_day - self.offset_px

    def day(self, x: float) -> float:
        """Give the day at a place."""
        return self.first_day + (x + self.offset_px - LEFT_PX) / self.px_per_day

    def resized(self, width_px: float) -> TimeScale:
        """Fit another width."""
        return replace(self, width_px=width_px).panned(0)

    def panned(self, dx: float) -> TimeScale:
        """Move the content to the left, within its ends."""
        offset = min(max(0.0, self.offset_px + dx), self.most_offset_px)
        return replace(self, offset_px=offset)

    def zoomed(self, factor: float, at_x: float) -> TimeScale:
        """Zoom so that the day at ``at_x`` stays where it is."""
        day = self.day(at_x)
        most = max(1.0, MOST_PX_PER_DAY / (self.px_per_day / self.zoom))
        zoom = min(max(1.0, self.zoom * factor), most)
        wider = replace(self, zoom=zoom, offset_px=0.0)
        return wider.panned(wider.x(day) - at_x)

    @property
    def label_step(self) -> int:
        """Give how many days lie between two labels."""
        for step in LABEL_STEPS:
            if step * self.px_per_day >= LABEL_PX:
                return step
        return LABEL_STEPS[-1]

    @property
    def tick_step(self) -> int:
        """Give how many days lie between two ticks: 5 where labels stand every 10."""
        return max(1, self.label_step // 2)

    def days_shown(self, step: int) -> range:
        """List the multiples of a step that are in sight."""
        first = int(self.day(0) // step) * step
        last = int(self.day(self.width_px) // step) * step + step
        low = -(-self.first_day // step) * step
        high = self.last_day // step * step
        return range(max(first, low), min(last, high) + 1, step)


def chart_days(first_day: int, last_day: int) -> tuple[int, int]:
    """Give the first and last day of a chart: from D or earlier to a full ten days."""
    first = min(0, first_day // 5 * 5)
    last = max(10, -(-last_day // 10) * 10)
    return first, last
