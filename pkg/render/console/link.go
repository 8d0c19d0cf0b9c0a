// Package console writes addresses of the AWS console: where a reader finds a query of
// Logs Insights with its groups and its window, and an object of S3.
package console

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// MaxLink is the most characters of a link. A button of Slack takes 3,000
// (https://docs.slack.dev/reference/block-kit/block-elements/button-element).
const MaxLink = 2900

// regions are the names of regions: one that is none would lead to another host.
var regions = lazyregexp.New(`^[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$`)

// Link returns the address of a query in the console of Logs Insights, with the window
// from start to before end, which is exclusive, in whole seconds. Groups are names of log
// groups of the account, or ARNs; without an account their names are written as they are.
// The console takes no SOURCE
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html): it
// is in a comment, and the reader chooses the log groups. Link returns "" without a region and for a link of more than MaxLink characters.
//
// The part after # is JSURL, whose signs ~ ' ( ) are escaped twice in the manner of a URL,
// with $ for %: of the spellings that the console takes, the one that mail and chat
// programs leave whole.
func Link(region, account, query string, groups []string, start, end time.Time) string {
	if !regions().MatchString(region) || utf8.RuneCountInString(query) > MaxLink {
		return ""
	}
	of := partitionOf(region)
	var w strings.Builder
	w.WriteString("https://" + region + "." + of.host + "/cloudwatch/home?region=" + region + "#logsV2:logs-insights$3FqueryDetail$3D")
	w.WriteString(tilde + open + "end")
	text(&w, stamp(end.Add(-time.Second)))
	w.WriteString(tilde + "start")
	text(&w, stamp(start))
	w.WriteString(tilde + "timeType" + tilde + quote + "ABSOLUTE" + tilde + "tz" + tilde + quote + "LOCAL" + tilde + "editorString")
	text(&w, editable(query))
	if len(groups) > 0 {
		w.WriteString(tilde + "source" + tilde + open)
		for _, g := range groups {
			text(&w, of.arn(g, region, account))
		}
		w.WriteString(closed)
	}
	w.WriteString(tilde + "lang" + tilde + quote + "CWLI" + closed)
	if w.Len() > MaxLink {
		return ""
	}
	return w.String()
}

// editable returns a query as the console's editor takes it.
func editable(query string) string {
	source, rest := fanlight.CutSource(query)
	if source == "" {
		return query
	}
	return "# Choose the log groups. The console does not take:\n# " + strings.ReplaceAll(source, "\n", "\n# ") + "\n" + rest
}

// Object returns the address of an object of a bucket in the console, without the end of
// its key: of all objects whose keys begin so, their ends are appended to it. It returns ""
// without a region.
func Object(region, bucket, key string) string {
	if !regions().MatchString(region) {
		return ""
	}
	return "https://" + region + "." + partitionOf(region).host + "/s3/object/" + bucket + "?region=" + region + "&prefix=" + url.QueryEscape(key)
}

// partition is a part of AWS with accounts and a console of its own. Hosts:
// https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html
type partition struct{ name, host string }

func partitionOf(region string) partition {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return partition{"aws-cn", "console.amazonaws.cn"}
	case strings.HasPrefix(region, "us-gov-"):
		return partition{"aws-us-gov", "console.amazonaws-us-gov.com"}
	}
	return partition{"aws", "console.aws.amazon.com"}
}

// arn returns the ARN of a log group, or its name if the account is not known.
func (p partition) arn(group, region, account string) string {
	if account == "" || strings.HasPrefix(group, "arn:") {
		return group
	}
	return "arn:" + p.name + ":logs:" + region + ":" + account + ":log-group:" + group
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
