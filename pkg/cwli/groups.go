package cwli

import "fmt"

// MaxGroups is the largest number of groups that stats may have. A row that would open
// another one ends the run with a *TooManyGroupsError, if the memory for them does not
// end before.
const MaxGroups = 1_000_000

// TooManyGroupsError is the error of a query whose stats needs more than Limit
// groups.
type TooManyGroupsError struct{ Limit int }

// Error returns the limit and what the author of the query can do.
func (e *TooManyGroupsError) Error() string {
	return fmt.Sprintf("stats: more than %d groups: filter first, or group by fewer values", e.Limit)
}
