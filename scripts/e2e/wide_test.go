package e2e

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// calls are the requests of the example's logs, by its own README.
const calls = 1204 + 3310

// TestOneOfManyReports follows two reports of scripts/e2e/wide.sh: one of ten log groups, and the
// one whose pattern covers the groups of all.
func TestOneOfManyReports(t *testing.T) {
	folder := os.Getenv("FANLIGHT_E2E_WIDE")
	if folder == "" {
		t.Skip("scripts/e2e/wide.sh deploys what this test follows")
	}
	d := find(t, folder)
	d.checkPackages(t)
	granted := d.checkLogGroups(t)
	d.serve(t, "http://telegram.invalid")
	for i := range 10 {
		d.attachLogs(t, fmt.Sprintf("/aws/lambda/wide-137-%02d", i+1))
	}
	d.attachLogs(t, "/aws/lambda/wide-200-10")
	d.attachLogs(t, "/aws/lambda/another") // which the pattern does not cover
	d.runWide(t, "wide-137", 10)
	d.runWide(t, "everything", 11)
	d.awaitEmpty(t)
	d.summarize(t, granted+", wide-137 and everything sent")
}

// runWide runs the edition of a report, and holds its number to that of the log groups that have
// the example's logs.
func (d *deployment) runWide(t *testing.T, name string, groups int) {
	t.Helper()
	d.trigger(t, name, scheduled)
	run := d.await(t, fanlight.NewRunID(name, scheduled, ""))
	if run.State != fanlight.Sent {
		t.Fatalf("run %s is %s, want sent", run.ID, run.State)
	}
	page := d.send(t, "s3", "GET", "/"+d.ArchiveBucket+"/reports/"+name+"/2026-01-02/2026-01-02T12-30-00Z/report.json", "", nil)
	if want := fmt.Sprint(calls * groups); !strings.Contains(string(page), `"`+want+`"`) {
		t.Errorf("%s: no %s in %s", name, want, page)
	}
	say("%s: %d requests in %d log groups", name, calls*groups, groups)
}

// checkLogGroups counts the policies of the worker's role, of which IAM takes ten, and their
// characters, of which it takes 6,144
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
func (d *deployment) checkLogGroups(t *testing.T) string {
	t.Helper()
	var attached struct {
		ARNs []string `xml:"ListAttachedRolePoliciesResult>AttachedPolicies>member>PolicyArn"`
	}
	d.iam(t, url.Values{"Action": {"ListAttachedRolePolicies"}, "RoleName": {d.Functions["worker"] + "-" + d.Region}}, &attached)
	if len(attached.ARNs) != 1 {
		t.Fatalf("the worker's role has the policies %v, want one", attached.ARNs)
	}
	var answer struct {
		Document string `xml:"GetPolicyVersionResult>PolicyVersion>Document"`
	}
	d.iam(t, url.Values{"Action": {"GetPolicyVersion"}, "PolicyArn": attached.ARNs, "VersionId": {"v1"}}, &answer)
	text, err := url.QueryUnescape(answer.Document)
	if err != nil {
		t.Fatal(err)
	}
	var policy struct{ Statement []struct{ Resource []string } }
	if err := json.Unmarshal([]byte(text), &policy); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if r := policy.Statement[0].Resource; len(r) != 1 || !strings.HasSuffix(r[0], ":log-group:/aws/lambda/wide-*") {
		t.Errorf("the worker may query %v, want the pattern alone", r)
	}
	say("the worker's role: 1 policy of %d characters: %s", len(text), policy.Statement[0].Resource)
	return fmt.Sprintf("1 policy of %d characters on the worker's role", len(text))
}

// iam makes one call of IAM.
func (d *deployment) iam(t *testing.T, call url.Values, out any) {
	t.Helper()
	call.Set("Version", "2010-05-08")
	if err := xml.Unmarshal(d.send(t, "iam", "GET", "/?"+call.Encode(), "", nil), out); err != nil {
		t.Fatal(err)
	}
}
