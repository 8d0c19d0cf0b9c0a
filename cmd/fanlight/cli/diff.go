package cli

// change is an item that is only wanted, or only there: a row or a line. The other place
// is -1.
type change struct{ want, got int }

// mostCompared bounds the pairs of items that a diff compares: 16 MB of lengths.
const mostCompared = 4_000_000

// diff returns the items that are not common to two lists, in order, by a longest common
// subsequence. Of lists that are too long for it, everything counts as changed that lies
// between the items at their starts and ends that are the same.
func diff(want, got int, same func(i, j int) bool) (changes []change) {
	start, end := 0, 0
	for start < min(want, got) && same(start, start) {
		start++
	}
	for end < min(want, got)-start && same(want-1-end, got-1-end) {
		end++
	}
	n, m := want-start-end, got-start-end
	common := func(int, int) int32 { return 0 }
	inside := func(i, j int) bool { return same(start+i, start+j) }
	if n*m <= mostCompared {
		common = commonLengths(n, m, inside)
	} else {
		inside = func(int, int) bool { return false }
	}
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && inside(i, j):
			i, j = i+1, j+1
		case j == m || i < n && common(i+1, j) >= common(i, j+1):
			changes, i = append(changes, change{start + i, -1}), i+1
		default:
			changes, j = append(changes, change{-1, start + j}), j+1
		}
	}
	return changes
}

// commonLengths returns the length of the longest common subsequence of the items from
// places on.
func commonLengths(n, m int, same func(i, j int) bool) func(i, j int) int32 {
	lengths := make([]int32, (n+1)*(m+1))
	at := func(i, j int) *int32 { return &lengths[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if same(i, j) {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	return func(i, j int) int32 { return *at(i, j) }
}
