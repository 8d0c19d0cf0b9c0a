package logfile

import "strconv"

// pointers returns the function that makes the pointers of a file's events: its number in
// the set and the place of the event, in base 36.
func pointers(file int) func(place int64) string {
	const base = 36
	prefix := strconv.FormatInt(int64(file), base) + "-"
	return func(place int64) string { return prefix + strconv.FormatInt(place, base) }
}
