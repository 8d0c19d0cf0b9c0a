package source

import "regexp"

// Log groups by name or by ARN, as StartQuery takes them: up to 50, and an ARN
// without the :* at its end.
//
// Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
const maxLogGroups = 50

var (
	groupName = regexp.MustCompile(`^[.\-_/#A-Za-z0-9]{1,512}$`)
	groupARN  = regexp.MustCompile(`^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[.\-_/#A-Za-z0-9]{1,512}$`)
	anyStream = regexp.MustCompile(`^arn:.*:\*$`)
)

const groupsHint = `as in ["/aws/lambda/bot"]`

func (l *loader) logGroups(m mapping) []string {
	n, there := m.values["log_groups"]
	if !there {
		return nil
	}
	var groups []string
	seen := map[string]bool{}
	for _, item := range l.list(n, "`log_groups`", groupsHint) {
		s, ok := l.scalar(item, "a log group", "", "!!str")
		if !ok || !l.logGroup(s) {
			continue
		}
		if seen[s.text] {
			l.problem(placeOf(s.node), "", "log group %s is here twice", quoted(s.text))
		}
		seen[s.text], groups = true, append(groups, s.text)
	}
	if len(groups) > maxLogGroups {
		l.problem(placeOf(resolve(n)), "", "`log_groups` holds %d, a query takes at most %d", len(groups), maxLogGroups)
	}
	return groups
}

func (l *loader) logGroup(s scalar) bool {
	if groupName.MatchString(s.text) || groupARN.MatchString(s.text) {
		return true
	}
	hint := "a name of letters, digits and . - _ / #, or an ARN"
	if anyStream.MatchString(s.text) {
		hint = "leave out the :* at the end of the ARN"
	}
	l.problem(placeOf(s.node), hint, "%s is no log group", quoted(s.text))
	return false
}
