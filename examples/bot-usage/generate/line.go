package main

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// text returns a line in Lambda's text log format: time, request, level, message.
func text(at time.Time, id, level, message string) string {
	return at.Format("2006-01-02T15:04:05.000Z") + "\t" + id + "\t" + level + "\t" + message
}

func reportLine(r *sample.Random, id string, took time.Duration, cold bool) string {
	ms := float64(took.Microseconds())/1000 + float64(r.Below(1000))/100
	report := fmt.Sprintf("REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %.0f ms\tMemory Size: 128 MB\tMax Memory Used: %d MB\t",
		id, ms, ms+0.5, 41+r.Below(9))
	if cold {
		report += fmt.Sprintf("Init Duration: %.2f ms\t", 80+float64(r.Below(4000))/100)
	}
	return report
}

var (
	privateCommands = []string{"/start", "/help", "/today", "/today", "/week", "/subscribe", "/unsubscribe", "/settings", "(text)", "(text)", "(text)"}
	groupCommands   = []string{"/today", "/today", "/week", "/top", "/help", "(mention)"}
	groupTypes      = []string{"group", "supergroup", "supergroup", "supergroup"}
	languages       = []string{"en", "en", "de", "es", "ru", "uk", "pt-br"}
)

// emf returns the update's line in CloudWatch's embedded metric format
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
func (u update) emf(r *sample.Random, id string, bools bool) string {
	user := 100_000_000 + r.Below(7_000_000_000)
	chat, kind, command := user, "private", sample.Pick(r, privateCommands)
	if u.group {
		chat, kind, command = -1_001_000_000_000-r.Below(999_999_999), sample.Pick(r, groupTypes), sample.Pick(r, groupCommands)
	}
	if u.newbie && !u.group {
		command = "/start"
	}
	return fmt.Sprintf(`{"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"TelegramBot","Dimensions":[["function_name"]],`+
		`"Metrics":[{"Name":"latency_ms","Unit":"Milliseconds"}]}]},"function_name":"prod-telegram-bot","region":"eu-west-1","update_id":%d,"is_group":%s,"is_new_user":%s,`+
		`"chat_type":"%s","command":"%s","latency_ms":%d,"chat_id":%d,"user_id":%d,"language":"%s","request_id":"%s"}`,
		u.at.UnixMilli(), 812_000_000+r.Below(9_000_000), flag(u.group, bools), flag(u.newbie, bools), kind, command, latency(r), chat, user, sample.Pick(r, languages), id)
}

func flag(yes, bools bool) string {
	switch {
	case bools:
		return fmt.Sprint(yes)
	case yes:
		return "1"
	}
	return "0"
}

// latency returns milliseconds: mostly short ones, one in twelve long.
func latency(r *sample.Random) int {
	ms := 20 + r.Below(90)
	if r.Chance(12) {
		ms += r.Below(900)
	}
	return ms
}
