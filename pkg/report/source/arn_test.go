package source

import (
	"strings"
	"testing"
)

// byARN is a report with every kind of ARN, in a Region and a partition.
const byARN = `report: daily
window: 24h
log_groups: ["arn:PARTITION:logs:REGION:111122223333:log-group:/app"]
queries:
  calls: { query: stats count(*) as calls }
  other: { query: 'SOURCE "arn:PARTITION:logs:REGION:444455556666:log-group:/x" | stats count(*) as n' }
deliver:
  - sns: { topic: "arn:PARTITION:sns:us-east-1:111122223333:reports" }
  - eventbridge: { bus: "arn:PARTITION:events:us-east-1:111122223333:event-bus/shop" }
  - telegram: { chat: "@shop", token: "secretsmanager:arn:PARTITION:secretsmanager:us-east-1:111122223333:secret:bot#token" }
`

// readByARN reads byARN for a stack in a Region.
func readByARN(partition, region, stack string, options Options) (problems, notes []string) {
	src := strings.NewReplacer("PARTITION", partition, "REGION", region).Replace(byARN)
	values := Values{"env": "prod"}
	if stack != "" {
		values["region"] = stack
	}
	_, found, err := loadText(src, values, options)
	for _, n := range found {
		notes = append(notes, n.String())
	}
	if err != nil {
		problems = strings.Split(strings.TrimSpace(err.Error()), "\n")
	}
	return problems, notes
}

func TestLoad_region(t *testing.T) {
	t.Parallel()
	aws := Options{ForAWS: true}
	for _, test := range []struct {
		name, partition, region, stack string
		options                        Options
		want                           []string
	}{
		{"the stack's Region", "aws", "eu-central-1", "eu-central-1", aws, nil},
		{"a Region of China", "aws-cn", "cn-north-1", "cn-north-1", aws, nil},
		{"another Region", "aws", "us-west-2", "eu-central-1", aws, []string{
			"3:14: log group in us-west-2, but the stack is in eu-central-1",
			"6:20: log group in us-west-2, but the stack is in eu-central-1",
		}},
		{"another partition", "aws-cn", "eu-central-1", "eu-central-1", aws, []string{
			"3:14: log group in partition aws-cn, but the stack is in eu-central-1",
			"6:20: log group in partition aws-cn, but the stack is in eu-central-1",
			"8:19: topic in partition aws-cn, but the stack is in eu-central-1",
			"9:25: bus in partition aws-cn, but the stack is in eu-central-1",
			"10:39: token in partition aws-cn, but the stack is in eu-central-1",
		}},
		{"a value that is no Region", "aws", "us-west-2", "emea", aws, nil},
		{"on this machine", "aws", "us-west-2", "eu-central-1", Options{}, nil},
	} {
		got, _ := readByARN(test.partition, test.region, test.stack, test.options)
		var places []string
		for _, line := range got {
			if strings.HasPrefix(line, "report.yaml:") {
				places = append(places, line)
			}
		}
		if len(places) != len(test.want) {
			t.Errorf("%s: %q, want %q", test.name, places, test.want)
			continue
		}
		for i, want := range test.want {
			if !strings.HasPrefix(places[i], "report.yaml:"+want) {
				t.Errorf("%s: %q, want %q", test.name, places[i], want)
			}
		}
	}
}

// Without a Region there is nothing to compare with, which is noted once.
func TestLoad_region_unknown(t *testing.T) {
	t.Parallel()
	const unknown = "report.yaml:3:14: ARNs are not compared with the Region of the stack, which is not known "
	for _, test := range []struct{ stack, file, want string }{
		{"", "x/values.yaml", "(write region: in the values file)"},
		{"emea", "x/values.yaml", "(write region: in the values file)"},
		{"", "", "(name the values file of the environment with --values)"},
	} {
		_, notes := readByARN("aws", "us-west-2", test.stack, Options{ForAWS: true, ValuesFile: test.file})
		if len(notes) != 1 || notes[0] != unknown+test.want {
			t.Errorf("region %q: notes %q, want %q", test.stack, notes, unknown+test.want)
		}
	}
	if _, notes := readByARN("aws", "us-west-2", "", Options{}); len(notes) > 0 {
		t.Errorf("on this machine: notes %q", notes)
	}
}

// A report of another environment may name log groups of that one's Region.
func TestLoad_region_of_another_environment(t *testing.T) {
	t.Parallel()
	src := strings.NewReplacer("PARTITION", "aws", "REGION", "us-west-2").Replace(byARN) + "environments: [dev]\n"
	if _, _, err := loadText(src, Values{"env": "prod", "region": "eu-central-1"}, Options{ForAWS: true, ValuesFile: "x/values.yaml"}); err != nil {
		t.Error(err)
	}
}
