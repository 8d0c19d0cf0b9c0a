package chart

import "testing"

func BenchmarkChart(b *testing.B) {
	for _, name := range []string{"latency", "week", "400-days"} {
		c := gallery(b)[name]
		b.Run("SVG/"+name, func(b *testing.B) {
			for b.Loop() {
				c.SVG("c")
			}
		})
		b.Run("Blocks/"+name, func(b *testing.B) {
			for b.Loop() {
				c.Blocks(80)
			}
		})
		b.Run("PNG/"+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.PNG(false); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
