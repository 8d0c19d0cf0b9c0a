package cwli

import "unsafe"

// unsafeString reads b as a string without copying it. The string is valid until b is
// written to: for an event's message, until Add returns.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
