package chart

import (
	"slices"
	"testing"
	"time"
)

func TestChart_Coarse(t *testing.T) {
	t.Parallel()
	c := hourly(berlin(t), Series{"Wed", points(errorsByHour...)})
	c.ZeroFill, c.Before, c.BeforeName = true, points(errorsBefore...), "Tue"
	o := c.Coarse(20)
	if len(o.Labels) != 12 || o.Labels[7] != "14:00" || o.Axis != "CET, sums of 2 h" || !o.Whole() {
		t.Errorf("labels %q, axis %q", o.Labels, o.Axis)
	}
	if len(o.Series) != 2 || o.Series[0].Points[7].Value != 12909 || o.Series[1].Name != "Tue" || o.Series[1].Points[11].Value != 410 {
		t.Errorf("series %+v", o.Series)
	}
	if o = c.Coarse(24); len(o.Labels) != 24 || o.Axis != "CET" {
		t.Errorf("labels %q, axis %q: want every bin", o.Labels, o.Axis)
	}
}

// TestChart_Coarse_highest keeps the highest of what cannot be summed. A gap ends where it is
// put together with a bin that has a value.
func TestChart_Coarse_highest(t *testing.T) {
	t.Parallel()
	c := hourly(berlin(t), Series{"p95", points(p95ByHour...)}, Series{"p50", points(p50ByHour...)})
	if o := c.Coarse(24); o.Whole() {
		t.Error("a gap of one hour is not in hours")
	}
	o := c.Coarse(20)
	if got := o.Series[0].Points[7].Value; got != 1870 || o.Axis != "CET, highest of 2 h" || !o.Whole() || o.Series[0].Points[1].Value != 552 {
		t.Errorf("%v, axis %q", got, o.Axis)
	}
}

func TestChart_Coarse_labels(t *testing.T) {
	t.Parallel()
	zone := berlin(t)
	long := func(n int, length time.Duration) *Chart {
		c := &Chart{Zone: zone, Series: []Series{{"a", nil}}}
		c.Bins, c.End = bins(time.Date(2026, 10, 25, 0, 0, 0, 0, zone), n, length)
		return c
	}
	for _, test := range []struct {
		chart *Chart
		want  []string
		axis  string
	}{
		{long(4, time.Hour), []string{"00:00", "01:00", "02:00", "02:00 CET"}, "CEST, then CET"},
		{long(5, time.Minute), []string{"00:00", "00:02", "00:04"}, "CEST, highest of 2 min"},
		{long(8, 24*time.Hour), []string{"Sun 25 Oct", "Mon 26 Oct", "Wed 28 Oct", "Fri 30 Oct"}, "CEST, then CET, highest of 2 days"},
		{&Chart{}, nil, "UTC"},
	} {
		o := test.chart.Coarse(4)
		if !slices.Equal(o.Labels, test.want) || o.Axis != test.axis {
			t.Errorf("labels %q, axis %q; want %q and %q", o.Labels, o.Axis, test.want, test.axis)
		}
	}
	months := &Chart{Zone: zone, Series: []Series{{"a", nil}}}
	months.Bins, months.End = dates(time.Date(2026, 1, 1, 0, 0, 0, 0, zone), 12, 1, 0)
	if o := months.Coarse(6); o.Axis != "CET, highest of 2 bins" || o.Labels[5] != "Nov 2026" {
		t.Errorf("labels %q, axis %q", o.Labels, o.Axis)
	}
}
