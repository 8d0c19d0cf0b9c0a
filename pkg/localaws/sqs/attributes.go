package sqs

import (
	"slices"
	"strconv"
	"time"
)

// attributes are the settings of a queue. They are valid, and every one that has a default is there.
type attributes map[string]string

// bounds has the attributes that are numbers, with their limits and AWS' defaults.
var bounds = map[string]struct {
	least, most int
	initial     string
}{
	"DelaySeconds":                  {0, 900, "0"},
	"MaximumMessageSize":            {1024, maxSize, "1048576"},
	"MessageRetentionPeriod":        {60, 1209600, "345600"},
	"ReceiveMessageWaitTimeSeconds": {0, 20, "0"},
	"VisibilityTimeout":             {0, 43200, "30"},
}

// texts are the other attributes that can be set; an empty value removes one.
var texts = []string{"Policy", "RedriveAllowPolicy", "RedrivePolicy", "SqsManagedSseEnabled"}

// computed are the attributes that cannot be set.
var computed = []string{
	"ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible",
	"CreatedTimestamp", "LastModifiedTimestamp", "QueueArn",
}

// absent are attributes of SQS that are not implemented.
var absent = []string{
	"ContentBasedDeduplication", "DeduplicationScope", "FifoQueue", "FifoThroughputLimit",
	"KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId",
}

// defaults returns the attributes of a queue for which none are given.
func defaults() attributes {
	all := attributes{"SqsManagedSseEnabled": "true"}
	for name, b := range bounds {
		all[name] = b.initial
	}
	return all
}

// number returns the value of an attribute in bounds.
func (a attributes) number(name string) int {
	n, _ := strconv.Atoi(a[name]) // checked when it was set
	return n
}

func (a attributes) seconds(name string) time.Duration {
	return time.Duration(a.number(name)) * time.Second
}

// check returns an error if an attribute cannot be set to a value. What depends on other queues, configure
// checks.
func check(operation, name, value string) error {
	if b, ok := bounds[name]; ok {
		n, err := strconv.Atoi(value)
		if err != nil || n < b.least || n > b.most {
			return invalidAttribute(name)
		}
		return nil
	}
	switch {
	case slices.Contains(absent, name):
		return notImplemented(operation + " with the attribute " + name)
	case !slices.Contains(texts, name):
		return unknownAttribute(name)
	case name == "SqsManagedSseEnabled" && value != "true" && value != "false":
		return invalidAttribute(name)
	}
	return nil
}
