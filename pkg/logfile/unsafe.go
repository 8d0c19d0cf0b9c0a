package logfile

import "unsafe"

// unsafeString returns b as a string without a copy. The string is valid until b is
// written to.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// unsafeBytes returns the bytes of s without a copy. They must not be written to.
func unsafeBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
