package logfile

// chunkSize is the number of bytes that are allocated for pointers at once.
const chunkSize = 16 << 10

// pointer returns the pointer of an event: the number of its file and its offset, in
// base 36. One allocation is enough for some thousand pointers.
func (s *sink) pointer(offset int64) string {
	const longest = 2 * 14 // digits, and a dash
	if cap(s.chunk)-len(s.chunk) < longest {
		s.chunk = make([]byte, 0, chunkSize)
	}
	start := len(s.chunk)
	s.chunk = appendNumber(s.chunk, int64(s.file))
	s.chunk = append(s.chunk, '-')
	s.chunk = appendNumber(s.chunk, s.base+offset)
	return unsafeString(s.chunk[start:])
}

// appendNumber appends a number that is not negative, in base 36, which is faster
// than strconv.AppendInt, whose base is a variable.
func appendNumber(b []byte, n int64) []byte {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	var reversed [13]byte
	i := len(reversed)
	for {
		i--
		reversed[i] = digits[uint64(n)%36]
		if n = int64(uint64(n) / 36); n == 0 {
			return append(b, reversed[i:]...)
		}
	}
}
