package source

import "regexp"

// A query has up to 50 log groups, by name or by ARN. The ARN has no :* at its end.
//
// Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
const maxLogGroups = 50

var (
	groupName = regexp.MustCompile(`^[.\-_/#A-Za-z0-9]{1,512}$`)
	groupARN  = regexp.MustCompile(`^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[.\-_/#A-Za-z0-9]{1,512}$`)
	anyStream = regexp.MustCompile(`^arn:.*:\*$`)
)

const (
	wantGroups = `a list such as ["/aws/lambda/bot"]`
	wantGroup  = "a name of letters, digits and . - _ / #, or an ARN"
)

// readLogGroups reads the list under log_groups.
func readLogGroups(m mapping) (groups []string) {
	v, there := m.get("log_groups")
	if !there {
		return nil
	}
	seen := map[string]bool{}
	for _, item := range v.list(wantGroups, "log group") {
		s, ok := item.scalar(wantGroup, "!!str")
		if !ok || !checkGroup(s) {
			continue
		}
		if seen[s.text] {
			s.problem(s.at(), "leave one out", "duplicate log group %s", quoted(s.text))
		}
		s.refuseElsewhere(s.text, s.at())
		seen[s.text], groups = true, append(groups, s.text)
	}
	if len(groups) > maxLogGroups {
		v.invalid("at most %d, not %d", maxLogGroups, len(groups))
	}
	return groups
}

// checkGroup reports whether the text is a log group, and refuses it otherwise.
func checkGroup(s scalar) bool {
	valid := ValidLogGroup(s.text)
	if !valid {
		s.invalid("%s", wantedGroup(s.text))
	}
	return valid
}

// ValidLogGroup reports whether a text is the name or the ARN of a log group.
func ValidLogGroup(text string) bool {
	return groupName.MatchString(text) || groupARN.MatchString(text)
}

// wantedGroup says what to write instead of a text that is not a log group.
func wantedGroup(text string) string {
	if anyStream.MatchString(text) {
		return "the ARN without :* at its end"
	}
	return wantGroup
}
