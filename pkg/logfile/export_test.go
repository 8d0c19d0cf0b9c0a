package logfile

// ReadAhead makes the set read its files in blocks of a size, nearly from the start, by so
// many workers; 1 reads in order.
func (s *Set) ReadAhead(workers, size int) {
	s.config.ahead = readingAhead{workers: workers, size: size, step: int64(size)}
	if workers == 1 {
		s.config.ahead = inOrder
	}
}
