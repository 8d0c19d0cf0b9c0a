package cwli

import "fmt"

// DefaultMemory is how many bytes of rows and groups an execution keeps at most if the
// caller sets no other bound.
const DefaultMemory = 28_000_000

// MemoryError is the error of a query whose command, or whose result, would need more
// than Limit bytes.
type MemoryError struct {
	Command string
	Limit   int64
}

// Error returns the limit and what the author of the query can do.
func (e *MemoryError) Error() string {
	return fmt.Sprintf("%s: more than %d MB of rows: filter first, show fewer fields, or end the query with a smaller limit", e.Command, e.Limit/1_000_000)
}

// budget is the memory that an execution may still use. It keeps its first error.
type budget struct {
	limit, used int64
	err         error
}

func newBudget(limit int64) budget {
	if limit <= 0 {
		limit = DefaultMemory
	}
	return budget{limit: limit}
}

// take adds bytes to what is used; they may be negative.
func (b *budget) take(command string, bytes int) error {
	if b.used += int64(bytes); b.used > b.limit && b.err == nil {
		b.err = &MemoryError{command, b.limit}
	}
	return b.err
}
