package chart

import (
	"slices"
	"strings"
	"testing"
)

func TestSpark_drawings(t *testing.T) {
	t.Parallel()
	for name, s := range sparks {
		svg := string(s.SVG("s-" + name))
		checkXML(t, svg)
		encoded, err := s.PNG(true)
		if (svg == "") != (s.blocks == "") || (encoded == nil) != (s.blocks == "") || err != nil {
			t.Errorf("%s: %d bytes of SVG, %d of PNG, %v; want a drawing for three values and more", name, len(svg), len(encoded), err)
		}
		if encoded != nil {
			checkSize(t, encoded, sparkWidth, sparkHeight)
			comparePicture(t, "spark-"+name+".png", encoded)
		}
	}
	rate, orders, failed := sparks["error-rate"], sparks["orders"], sparks["failed"]
	for _, c := range []struct {
		spark Spark
		has   []string
	}{
		{rate.Spark, []string{`class="lim-alert" d="M3 14.9H99"`, `class="this alert" cx="99" cy="3" r="3"`}},
		{orders.Spark, []string{`class="this" cx="99" cy="10.2" r="3"`}},
		{failed.Spark, []string{`class="single" cx="3" cy="16" r="1.5"`}},
	} {
		svg := string(c.spark.SVG("s"))
		if slices.ContainsFunc(c.has, func(part string) bool { return !strings.Contains(svg, part) }) {
			t.Errorf("%s\nlacks one of %q", svg, c.has)
		}
	}
}
