package logfile

import "strconv"

// pointers returns the function that makes the pointers of a file's events: the group if there
// is one, so that the events of two sets differ, the file's number in the set and the place of
// the event, in base 36. CloudWatch Logs finds a record by its pointer alone
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html).
func pointers(group string, file int) func(place int64) string {
	const base = 36
	prefix := strconv.FormatInt(int64(file), base) + "-"
	if group != "" {
		prefix = group + ":" + prefix
	}
	return func(place int64) string { return prefix + strconv.FormatInt(place, base) }
}
