package naive

import "math/big"

// near is how close two numbers are, relative to the larger one, if floating point
// may take them for each other.
var near = big.NewRat(1, 1_000_000_000)

// tie notes that a number lies in the middle between two that can be shown: which
// of them the service shows is not known. It also notes numbers beyond 2⁵³ that
// were computed: their last digits are lost.
func (e *evaluation) tie(v value) {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals(v.number))), nil))
	if e.halfway(new(big.Rat).Mul(v.number, scale)) || !v.exact && tooLong(v.number) {
		e.doubt = true
	}
}

// halfway reports whether a number is near to a whole one and a half.
func (e *evaluation) halfway(n *big.Rat) bool {
	half := new(big.Rat).Sub(n, big.NewRat(1, 2))
	return close(half, nearest(half), n)
}

// wobbles reports whether rounding up or down could cross a whole number.
func wobbles(v value) bool {
	return v.kind == computed && !v.exact && close(v.number, nearest(v.number), v.number)
}

// close reports whether two numbers are near, relative to a third one.
func close(a, b, size *big.Rat) bool {
	distance := new(big.Rat).Abs(new(big.Rat).Sub(a, b))
	return distance.Cmp(new(big.Rat).Mul(near, new(big.Rat).Abs(size))) <= 0
}

// nearest returns the whole number that is nearest to n.
func nearest(n *big.Rat) *big.Rat {
	return floorOf(new(big.Rat).Add(n, big.NewRat(1, 2)))
}

// alike notes that the order of two numbers depends on how they were computed.
func (e *evaluation) alike(a, b value) {
	if (a.kind != computed || a.exact) && (b.kind != computed || b.exact) {
		return
	}
	if close(a.number, b.number, a.number) {
		e.doubt = true
	}
}

var long = new(big.Rat).SetInt64(1 << 53)

func tooLong(n *big.Rat) bool { return new(big.Rat).Abs(n).Cmp(long) >= 0 }

func floorOf(n *big.Rat) *big.Rat {
	q, m := new(big.Int).DivMod(n.Num(), n.Denom(), new(big.Int))
	_ = m // Euclidean: not negative, as the denominator is positive
	return new(big.Rat).SetInt(q)
}
