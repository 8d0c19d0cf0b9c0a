package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// environment writes a folder of an environment.
func environment(t *testing.T, values string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "dev")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "values.yaml"), []byte(values), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestRun(t *testing.T) {
	t.Parallel()
	for region, topic := range map[string]string{
		"eu-central-1":   "arn:aws:sns:eu-central-1:012345678901:fanlight-dev-reports",
		"us-gov-west-1":  "arn:aws-us-gov:sns:us-gov-west-1:012345678901:fanlight-dev-reports",
		"cn-north-1":     "arn:aws-cn:sns:cn-north-1:012345678901:fanlight-dev-reports",
		"ap-southeast-2": "arn:aws:sns:ap-southeast-2:012345678901:fanlight-dev-reports",
	} {
		var out strings.Builder
		if err := run([]string{environment(t, "stack: fanlight-dev\naccount: 012345678901\nchat: \"@a\\\"b\"\nregion: "+region+"\n")}, &out); err != nil {
			t.Fatal(err)
		}
		want := `account: "012345678901"
archive_bucket: "fanlight-dev-012345678901-` + region + `"
chat: "@a\"b"
env: "dev"
region: "` + region + `"
reports_topic: "` + topic + `"
stack: "fanlight-dev"
`
		if out.String() != want {
			t.Errorf("got\n%s\nwant\n%s", out.String(), want)
		}
	}
}

func TestLoad_errors(t *testing.T) {
	t.Parallel()
	const fine = "stack: fanlight-dev\nregion: eu-central-1\naccount: \"111122223333\"\n"
	for values, want := range map[string]string{
		"region: eu-central-1\n":                      "stack is missing: write a line stack: fanlight-dev",
		"stack: fanlight-dev\nregion: eu-central-1\n": "account is missing: write a line account: \"111122223333\", or let scripts/bootstrap.sh do it",
		strings.Replace(fine, "dev", "Dev", 1):        `invalid stack "fanlight-Dev": want 3 to 32 small letters`,
		strings.Replace(fine, "l-1", "l1", 1):         `invalid region "eu-central1": want a Region, such as eu-central-1`,
		strings.Replace(fine, "33\"", "\"", 1):        `invalid account "1111222233": want the 12 digits of an account`,
		fine + "reports_topic: x\n":                   `invalid reports_topic "x": want no such line`,
		"[":                                           "values.yaml",
	} {
		if _, err := load(environment(t, values)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", values, err, want)
		}
	}
}

// TestDerived_module holds that the names are those that the module gives.
func TestDerived_module(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"archive.tf":       `bucket        = "${var.name}-${local.account}-${local.region}"`,
		"reports_topic.tf": `reports_topic = "${local.arn.sns}:${var.name}-reports"`,
	} {
		text, err := os.ReadFile("../../terraform/modules/fanlight/" + file)
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s does not have %s, %v: derived makes other names", file, want, err)
		}
	}
	for _, env := range []string{"dev", "prod"} {
		if _, err := load("../../terraform/environments/" + env); err == nil || !strings.Contains(err.Error(), "account is missing") {
			t.Errorf("%s: %v, want it to lack an account only", env, err)
		}
	}
}
