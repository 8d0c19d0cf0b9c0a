package logfile

// The members of a JSON object that matter here: first the names of times, in the order
// in which they count, then those of layouts.
const (
	atTimestamp = iota
	plainTimestamp
	embedded // _aws.Timestamp of the embedded metric format
	plainTime
	times = 29 // more than there are names of times
)

const (
	message = times + iota
	ingestionTime
	logStreamName
	logGroupName
	eventID
	dockerLog
	dockerStream
	dockerAttrs
	rowMessage // of a row that the console downloads; these are the fields of a log's own rows
	rowStream
	rowLog
	rowIngestion
	rowPointer
	flatEmbedded // "_aws.Timestamp" as one name, which is not the one of the metric format
	events       // of this and the following the value may be cut off
	logEvents
	records
	results
	awsLogs
	slots
)

// timeFields are the names of fields with a time, in the order in which they count: of
// CloudWatch Logs and its metric format; then Lambda, slog, pino, Docker (time); zap,
// Envoy (ts); .NET, Monolog and others; AWS's services (eventTime, query_timestamp,
// requestTime); Python (asctime); Serilog (@t); systemd (__REALTIME_TIMESTAMP);
// Kubernetes' audit (requestReceivedTimestamp); Log4j (timeMillis); bunyan-like ones.
var timeFields = []string{"@timestamp", "timestamp", "_aws", "time", "ts", "Timestamp", "TimeStamp", "timeStamp", "datetime", "DateTime",
	"dateTime", "eventTime", "event_time", "asctime", "@t", "__REALTIME_TIMESTAMP", "query_timestamp", "requestTime", "request_time",
	"requestReceivedTimestamp", "timeMillis", "instant", "start_time", "time_local", "time_iso8601", "Time", "date", "t"}

var otherFields = []string{"message", "ingestionTime", "logStreamName", "logGroupName", "eventId", "log", "stream", "attrs",
	"@message", "@logStream", "@log", "@ingestionTime", "@ptr", "_aws.Timestamp",
	"events", "logEvents", "Records", "results", "awslogs"}

// timeRank returns the place of a name among timeFields, -1 if it is not one.
func timeRank(name string) int {
	if slot := slotOf(name); 0 <= slot && slot < times && slot != embedded {
		return int(slot)
	}
	return -1
}

const (
	eventMask  = 1<<plainTimestamp | 1<<message | 1<<ingestionTime | 1<<logStreamName | 1<<logGroupName | 1<<eventID
	dockerMask = 1<<plainTime | 1<<dockerLog | 1<<dockerStream | 1<<dockerAttrs
	rowMask    = 1<<atTimestamp | 1<<rowMessage | 1<<rowStream | 1<<rowLog | 1<<rowIngestion | 1<<rowPointer
	listMask   = 1<<events | 1<<logEvents | 1<<records | 1<<results | 1<<awsLogs
	timeMask   = 1<<times - 1
)

// slotOf returns the slot of a name, -1 if it does not matter.
func slotOf(name string) int8 {
	if len(name) == 0 || len(name) >= len(slotsByLength) || initials[len(name)]&(1<<(name[0]&63)) == 0 {
		return -1
	}
	for _, s := range slotsByLength[len(name)] {
		if s.name == name {
			return s.slot
		}
	}
	return -1
}

type namedSlot struct {
	name string
	slot int8
}

// slotsByLength has the slots by the length of their names: that is faster than a map.
var slotsByLength = func() (all [len("requestReceivedTimestamp") + 1][]namedSlot) {
	add := func(first int, names []string) {
		for i, name := range names {
			all[len(name)] = append(all[len(name)], namedSlot{name, int8(first + i)})
		}
	}
	add(0, timeFields)
	add(times, otherFields)
	return all
}()

// initials has for each length of names a bit for each of their first letters: most names
// in a log are none of them.
var initials = func() (all [len(slotsByLength)]uint64) {
	for length, slots := range slotsByLength {
		for _, s := range slots {
			all[length] |= 1 << (s.name[0] & 63)
		}
	}
	return all
}()
