package cwli

// buckets count numbers by a key, from the smallest key to the largest.
type buckets struct {
	first  int // the key of the first count
	counts []int64
}

// add adds to the count of a key, and reports whether there is one.
func (b *buckets) add(key int, n int64) bool {
	i := key - b.first
	if i < 0 || i >= len(b.counts) {
		return false
	}
	b.counts[i] += n
	return true
}

// span returns the first key and the end of the counts that have one for a key too, and
// for some more next to it.
func (b *buckets) span(key int) (first, end int) {
	const page = 64
	first = key &^ (page - 1)
	end = first + page
	if len(b.counts) > 0 {
		first, end = min(first, b.first), max(end, b.first+len(b.counts))
	}
	return first, end
}

// missing returns how many counts extend would add.
func (b *buckets) missing(key int) int {
	first, end := b.span(key)
	return end - first - len(b.counts)
}

// extend makes room for a key.
func (b *buckets) extend(key int) {
	first, end := b.span(key)
	counts := make([]int64, end-first)
	if len(b.counts) > 0 {
		copy(counts[b.first-first:], b.counts)
	}
	b.first, b.counts = first, counts
}

// halve joins each two counts, of the keys 2k and 2k+1 to k.
func (b *buckets) halve() {
	first, end := b.first>>1, (b.first+len(b.counts)+1)>>1
	counts := make([]int64, end-first)
	for i, n := range b.counts {
		counts[(b.first+i)>>1-first] += n
	}
	b.first, b.counts = first, counts
}
