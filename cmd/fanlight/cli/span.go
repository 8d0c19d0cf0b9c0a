package cli

import (
	"math"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// spanFlags name a span of time to look at.
type spanFlags struct{ since, start, end string }

func (f *spanFlags) addTo(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.since, "since", "", "`TIME` of the first events, mostly a length of time before now such as 2h")
	cmd.Flags().StringVar(&f.start, "start", "", "`TIME` of the first events: another name of --since")
	cmd.Flags().StringVar(&f.end, "end", "", "`TIME` of the first events not to read; of a day, its end (default: now on AWS, else all)")
}

// first returns the flag that names the start, and its value.
func (f *spanFlags) first() (flag, value string) {
	if f.since != "" {
		return "since", f.since
	}
	return "start", f.start
}

// name returns the flags that are given, for messages.
func (f *spanFlags) name() string {
	switch flag, value := f.first(); {
	case value == "":
		return "before --end"
	case f.end == "":
		return "after --" + flag
	default:
		return "between --" + flag + " and --end"
	}
}

// window returns the span. Without a flag it is the zero window, which includes every
// event; without one of its ends, it is open there.
func (f *spanFlags) window(now time.Time) (cwli.Window, error) {
	flag, first := f.first()
	if f.since != "" && f.start != "" {
		return cwli.Window{}, usageErrorf("--since and --start both name the first events: leave one out")
	}
	if first == "" && f.end == "" {
		return cwli.Window{}, nil
	}
	w := cwli.Window{Start: math.MinInt64, End: math.MaxInt64}
	if first != "" {
		t, err := parseTime(flag, first, now)
		if err != nil {
			return w, err
		}
		w.Start = t.UnixMilli()
	}
	if f.end != "" {
		t, err := parseEnd("end", f.end, now)
		if err != nil {
			return w, err
		}
		w.End = t.UnixMilli()
	}
	if w.Start >= w.End {
		return w, invalid("--"+flag, first, "a time before --end")
	}
	return w, nil
}
