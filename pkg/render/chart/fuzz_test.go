package chart

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

func FuzzSVG(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, name string, values []byte, first, length int64, kind uint8) {
		c := fuzzed(name, values, first, length, kind)
		svg := string(c.SVG(name))
		if !strings.ContainsAny(name, "\x00\ufffe") { // not XML's characters; a page has them cleaned
			checkXML(t, string(c.SVG("c")))
		}
		if strings.Contains(name, "<i>") && strings.Contains(svg, "<i>") {
			t.Errorf("unescaped: %s", svg)
		}
		s := c.scene()
		page, _ := s.pageFrame()
		checkLayout(t, s, s.place(page, nil))
		for _, width := range []int{40, 80} {
			for _, line := range c.Blocks(width) {
				if strings.Contains(line, "\x1b") {
					t.Errorf("line %q", line)
				}
			}
		}
	})
}

func FuzzPNG(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, name string, values []byte, first, length int64, kind uint8) {
		c := fuzzed(name, values, first, length, kind)
		encoded, err := c.PNG(kind%2 == 0)
		if err != nil {
			t.Fatal(err)
		}
		checkSize(t, encoded, pictureWidth, pictureHeight)
		s := c.scene()
		checkLayout(t, s, s.picture().layout)
	})
}

func seed(f *testing.F) {
	for _, name := range []string{"", "plain", "<i>&\"'", "支払い\u202E\x1b[2J", strings.Repeat("W", 300)} {
		f.Add(name, []byte("01234567abcdefgh\x00\x00\x00\x00\x00\x00\x59\x40"), int64(1795561200), int64(3600), uint8(7))
		f.Add(name, []byte("\x00\x00\x00\x00\x00\x00\xf0\x7f"), int64(-1), int64(1), uint8(200))
	}
}

func fuzzed(name string, values []byte, first, length int64, kind uint8) *Chart {
	c := &Chart{Title: name, Unit: append(report.Units(), "")[kind%7], BeforeName: name, ZeroFill: kind%3 == 0}
	first, length = first%1e11, length%1e8
	var all []Point
	for i := 0; i+8 <= len(values) && i < 800; i += 8 {
		all = append(all, Point{math.Float64frombits(binary.LittleEndian.Uint64(values[i:])), values[i]%7 > 0})
		c.Bins = append(c.Bins, time.Unix(first+int64(i/8)*length, 0))
	}
	c.End = time.Unix(first+int64(len(all))*length, 0)
	for range kind % 6 {
		c.Series = append(c.Series, Series{name, all})
	}
	if len(all) > 0 {
		c.Before = all[1:]
		c.Marks = []Mark{{name, all[0].Value, true}, {"Warning", all[len(all)-1].Value / 3, false}}
	}
	return c
}
