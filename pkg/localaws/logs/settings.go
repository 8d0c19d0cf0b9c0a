package logs

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// maxDescribedSettings is the most and the default number of settings on a page; its token is valid for
// 24 hours (API_DescribeMetricFilters, API_DescribeDestinations, API_DescribeDeliveries and so on).
const maxDescribedSettings = 50

// cut returns a page of settings and the token of the next one. The subject names the list: a token of
// another one is an error.
func cut[T any](all []T, limit *int32, token *string, subject string, now time.Time) ([]T, *string, error) {
	if err := checkLimit(limit, maxDescribedSettings); err != nil {
		return nil, nil, err
	}
	start, err := readToken(token, subject, now)
	if err != nil {
		return nil, nil, err
	}
	end := start + int(aws.ToInt32(cmp.Or(limit, aws.Int32(maxDescribedSettings))))
	out := append([]T{}, all[min(start, len(all)):min(end, len(all))]...)
	if end >= len(all) {
		return out, nil, nil
	}
	return out, aws.String(writeToken(subject, end, now.Add(streamsTokenLife))), nil
}

// byName returns the values of a map in the order of their names.
func byName[T any](settings map[string]T) (all []T) {
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		all = append(all, settings[name])
	}
	return all
}
