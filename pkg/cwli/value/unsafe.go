package value

import "unsafe"

// unsafeString returns b as a string without a copy. The string is valid until b is
// written to.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
