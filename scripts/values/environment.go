package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/report/source"
)

// need is a value that an environment must have.
type need struct {
	name   string
	form   *regexp.Regexp
	want   string
	remedy string // where the value is missing
}

// needs are in the order in which they are asked for. The form of a stack's name is that of
// the module's variable.
var needs = []need{
	{"stack", regexp.MustCompile(`^[a-z][a-z0-9-]{1,30}[a-z0-9]$`), "3 to 32 small letters, digits and hyphens, such as fanlight-dev", "stack: fanlight-dev"},
	{"region", regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-\d$`), "a Region, such as eu-central-1", "region: eu-central-1"},
	{"account", regexp.MustCompile(`^\d{12}$`), "the 12 digits of an account", `account: "111122223333", or let scripts/bootstrap.sh do it`},
}

// load reads the values file of an environment's folder and adds the values that follow from
// it: the names of the bucket and of the topic that the module makes
// (terraform/modules/fanlight/archive.tf, reports_topic.tf).
func load(folder string) (source.Values, error) {
	path := filepath.Join(folder, "values.yaml")
	values, err := source.LoadValues(path)
	if err != nil {
		return nil, err
	}
	for _, n := range needs {
		switch value, there := values[n.name]; {
		case !there:
			return nil, fmt.Errorf("%s: %s is missing: write a line %s", path, n.name, n.remedy)
		case !n.form.MatchString(value):
			return nil, fmt.Errorf("%s: invalid %s %q: want %s", path, n.name, value, n.want)
		}
	}
	for name, value := range derived(values) {
		if own, there := values[name]; there && own != value {
			return nil, fmt.Errorf("%s: invalid %s %q: want no such line, it is %s in every report of this environment", path, name, own, value)
		}
		values[name] = value
	}
	return values, nil
}

func derived(v source.Values) source.Values {
	stack, region, account := v["stack"], v["region"], v["account"]
	return source.Values{
		"archive_bucket": stack + "-" + account + "-" + region,
		"reports_topic":  "arn:" + partition(region) + ":sns:" + region + ":" + account + ":" + stack + "-reports",
	}
}

// partition is the part of AWS that a Region is of
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
func partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// write writes values as YAML, all of them in quotes, in the order of their names.
func write(out io.Writer, values source.Values) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value, err := json.Marshal(values[name])
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		if _, err := fmt.Fprintf(out, "%s: %s\n", name, value); err != nil {
			return err
		}
	}
	return nil
}
