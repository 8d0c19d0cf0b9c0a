package report_test

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

func ExampleParseSchedule() {
	s, err := report.ParseSchedule("30 12 ? * MON-FRI *", "Europe/Berlin")
	fmt.Println(s.Expression, s.Timezone, err)

	_, err = report.ParseSchedule("30 24 * * ? *", "UTC")
	fmt.Println(err)
	// Output:
	// cron(30 12 ? * MON-FRI *) Europe/Berlin <nil>
	// invalid hour "24": want 0 to 23
}

// Clocks in Berlin are set forward from 02:00 to 03:00 on 29 March 2026: 02:30
// does not run that day.
func ExampleSchedule_Next() {
	s := report.Schedule{Expression: "cron(30 2 * * ? *)", Timezone: "Europe/Berlin"}
	next := time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC)
	for range 2 {
		next, _ = s.Next(next)
		fmt.Println(next.Format(time.RFC3339))
	}
	// Output:
	// 2026-03-28T01:30:00Z
	// 2026-03-30T00:30:00Z
}
