package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A rate is compiled to the cron that is due as often. EventBridge Scheduler counts a rate
// from the creation of its schedule, so that nobody could say when the report is due, and a
// schedule that is made again would count from then.
//
// Source: docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
type rate struct {
	every  time.Duration
	fields string // of the cron that is due as often; of one that is not, the nearest
	says   string // when that cron is due
}

// rates are those that a cron can be equal to: they divide an hour or a day.
var rates = sync.OnceValue(func() []rate {
	return slices.Concat(
		[]rate{{time.Minute, "* * * * ? *", "every minute"}},
		dividing(60, time.Minute, "0/%d * * * ? *", "every %d minutes"),
		[]rate{{time.Hour, "0 * * * ? *", "every hour"}},
		dividing(24, time.Hour, "0 0/%d * * ? *", "every %d hours"),
		[]rate{{Day24, "0 0 * * ? *", "every day"}},
	)
})

// longRates are crons near the lengths that none can be equal to.
var longRates = sync.OnceValue(func() []rate {
	return slices.Concat(
		daysFromTheFirst(2, 6),
		[]rate{{7 * Day24, "0 0 ? * MON *", "every Monday"}},
		daysFromTheFirst(8, 15),
		[]rate{{30 * Day24, "0 0 1 * ? *", "the first of each month"}},
	)
})

// dividing returns the rates of more than one unit, and less than all, that divide them.
func dividing(all int, unit time.Duration, fields, says string) (found []rate) {
	for n := 2; n < all; n++ {
		if all%n == 0 {
			found = append(found, rate{time.Duration(n) * unit, fmt.Sprintf(fields, n), fmt.Sprintf(says, n)})
		}
	}
	return found
}

func daysFromTheFirst(from, to int) (found []rate) {
	for n := from; n <= to; n++ {
		found = append(found, rate{
			time.Duration(n) * Day24, fmt.Sprintf("0 0 1/%d * ? *", n), fmt.Sprintf("every %d days from the first of each month", n),
		})
	}
	return found
}

var rateUnits = map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": Day24}

const maxRate = 10_000 // of any unit

// parseRate reads the text in rate( ).
func parseRate(whole token) (parsedSchedule, error) {
	parts := whole.fields()
	const want = "a number and its unit, such as 15 minutes, 6 hours or 1 day"
	if len(parts) != 2 {
		return nil, whole.invalid("rate", want)
	}
	n, err := strconv.ParseUint(parts[0].text, 10, 16)
	unit, known := rateUnits[strings.TrimSuffix(parts[1].text, "s")]
	if err != nil || !known || n == 0 || n > maxRate {
		return nil, whole.invalid("rate", want)
	}
	every := time.Duration(n) * unit
	for _, r := range rates() {
		if r.every == every {
			return parseCron(token{r.fields, 0})
		}
	}
	return nil, whole.trim().invalid("rate", "one that divides an hour or a day, or the nearest cron: %s", nearestCrons(every))
}

// nearestCrons names the cron that is due a little more often than a rate, and the one that
// is due a little less often.
func nearestCrons(every time.Duration) string {
	all := slices.Concat(rates(), longRates())
	at, same := slices.BinarySearchFunc(all, every, func(r rate, d time.Duration) int { return int(r.every - d) })
	near := all[max(0, at-1):min(len(all), at+1)]
	if same {
		near = all[at : at+1]
	}
	var said []string
	for _, r := range near {
		said = append(said, fmt.Sprintf("%s (%s)", r.fields, r.says))
	}
	return strings.Join(said, " or ")
}
