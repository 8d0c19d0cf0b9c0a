package chart

var eighths = []rune("▁▂▃▄▅▆▇█")

// glyph is the character of a value in a row from a value on. Below zero there are
// three, which hang down.
func glyph(p Point, from, cell float64, zero bool) rune {
	part := (p.Value - from) / cell
	switch {
	case !p.OK && zero:
		return '?'
	case !p.OK:
		return ' '
	case from < -cell/2:
		return hanging(1 - part)
	case part <= 1e-9 && zero && p.Value >= 0:
		return eighths[0]
	case part <= 1e-9:
		return ' '
	}
	return eighths[min(7, int(part*8))]
}

func hanging(part float64) rune {
	switch {
	case part <= 1e-9:
		return ' '
	case part < 0.3:
		return '▔'
	case part < 0.8:
		return '▀'
	}
	return '█'
}
