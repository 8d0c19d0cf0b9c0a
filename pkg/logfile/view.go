package logfile

import "unsafe"

// view reads b as a string without copying; b must not be written to while the
// string is in use.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
