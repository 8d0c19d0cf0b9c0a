package source

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// stackRegion is the Region of the stack that a file is read for.
type stackRegion struct {
	wanted bool   // the file is read for AWS
	name   string // empty: the values file does not say
	noted  bool   // that it does not say
	hint   string // how to say it
}

// regionForm is the form of a Region's name: a value of ${region} may stand for something
// else.
var regionForm = lazyregexp.New(`^[a-z]{2,5}(-[a-z]+)+-[0-9]+$`)

func (r *reader) standsIn(options Options) {
	r.region = stackRegion{wanted: options.ForAWS, hint: "write region: in the values file"}
	if options.ValuesFile == "" {
		r.region.hint = "name the values file of the environment with --values"
	}
	if name := r.names["region"]; regionForm().MatchString(name) {
		r.region.name = name
	}
}

// refuseElsewhere refuses the ARN of a log group in another Region than the stack's: a query
// reads log groups of its own Region, those of linked accounts among them
// (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html).
func (v value) refuseElsewhere(arn string, at place) {
	parts := strings.SplitN(arn, ":", 5)
	if !v.checksRegion(parts, at) || parts[3] == v.region.name && parts[1] == partitionOf(v.region.name) {
		return
	}
	where := parts[3]
	if where == v.region.name {
		where = "partition " + parts[1]
	}
	v.problem(at, "deploy a report of its own there", "log group in %s, but the stack is in %s, the region of the values file: a query reads log groups of its own Region", where, v.region.name)
}

// refusePartition refuses an ARN of another partition than the stack's: the stack has
// credentials in its own alone.
func (v value) refusePartition(arn string) {
	parts := strings.SplitN(arn, ":", 5)
	if want := partitionOf(v.region.name); v.checksRegion(parts, v.at()) && parts[1] != want {
		v.problem(v.at(), "", "%s in partition %s, but the stack is in %s, the region of the values file: want one in partition %s", v.what, parts[1], v.region.name, want)
	}
}

// checksRegion reports whether the Region of something is to be compared with the stack's.
// It is not for a report of another environment, whose stack may be elsewhere, and cannot be
// without the stack's Region, which is noted once a file.
func (v value) checksRegion(arn []string, at place) bool {
	if !v.region.wanted || v.foreign || len(arn) != 5 || arn[0] != "arn" {
		return false
	}
	if v.region.name == "" && !v.region.noted {
		v.region.noted = true
		v.note(at, v.region.hint, "ARNs are not compared with the Region of the stack, which is not known")
	}
	return v.region.name != ""
}

// partitionOf returns the partition of a Region.
//
// Source: docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
func partitionOf(region string) string {
	for _, p := range []struct{ prefix, partition string }{
		{"cn-", "aws-cn"}, {"us-gov-", "aws-us-gov"}, {"eusc-", "aws-eusc"},
		{"us-iso-", "aws-iso"}, {"us-isob-", "aws-iso-b"}, {"eu-isoe-", "aws-iso-e"}, {"us-isof-", "aws-iso-f"}, {"eu-isof-", "aws-iso-f"},
	} {
		if strings.HasPrefix(region, p.prefix) {
			return p.partition
		}
	}
	return "aws"
}
