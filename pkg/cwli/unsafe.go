package cwli

import "unsafe"

// unsafeString returns b as a string without a copy. The string is valid until b is
// written to: for the message of an event, until Add returns.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
