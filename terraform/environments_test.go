package terraform_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// accountCLI is an AWS CLI of an account, as a program for PATH. It writes its calls to a file, and
// has a bucket once it was made.
const accountCLI = `#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
"sts "*) printf '111122223333\tarn:aws:iam::111122223333:user/me\n' ;;
*"head-bucket"*) grep -q create-bucket "$CALLS" || { echo "An error occurred (404) when calling the HeadBucket operation: Not Found" >&2; exit 254; } ;;
esac
`

// repository has the scripts and environments of this one, and an AWS CLI.
type repository struct{ root, calls string }

func newRepository(t *testing.T) repository {
	t.Helper()
	r := repository{root: t.TempDir()}
	r.calls = filepath.Join(r.root, "calls")
	scripts, err := filepath.Glob("../scripts/*.sh")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("find the scripts: %v, %v", scripts, err)
	}
	for _, script := range scripts {
		r.copy(t, script, "scripts/"+filepath.Base(script))
	}
	for _, file := range []string{"main.tf", "variables.tf", "outputs.tf", "values.yaml"} {
		r.copy(t, "environments/dev/"+file, "terraform/environments/dev/"+file)
	}
	r.write(t, "bin/aws", accountCLI)
	return r
}

func (r repository) copy(t *testing.T, from, to string) {
	t.Helper()
	r.write(t, to, read(t, from))
}

func (r repository) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(r.root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
}

// run runs a script without a terminal.
func (r repository) run(t *testing.T, command ...string) (output string, status int) {
	t.Helper()
	c := exec.CommandContext(t.Context(), filepath.Join(r.root, command[0]), command[1:]...)
	c.Env = append(os.Environ(), "CALLS="+r.calls, "PATH="+filepath.Join(r.root, "bin")+":"+os.Getenv("PATH"))
	out, err := c.CombinedOutput()
	if err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

func TestEnvironmentsThatAreNotThere(t *testing.T) {
	t.Parallel()
	r := newRepository(t)
	for _, script := range []string{"scripts/deploy.sh", "scripts/destroy.sh", "scripts/prepare.sh", "scripts/bootstrap.sh"} {
		for env, want := range map[string]string{"": "which environment? terraform/environments has dev\n", "stagin": "there is no environment \"stagin\": terraform/environments has dev\n", "../dev": "there is no environment \"../dev\""} {
			out, status := r.run(t, script, env)
			if status != 2 || !strings.HasPrefix(out, want) || !strings.Contains(out, "scripts/new-environment.sh NAME") {
				t.Errorf("%s %s ends with %d and says\n%s", script, env, status, out)
			}
		}
	}
}

func TestNewEnvironment(t *testing.T) {
	t.Parallel()
	r := newRepository(t)
	for name, want := range map[string]string{"X": "invalid name", "a-": "invalid name", "dev": "is there already", strings.Repeat("a", 24): "invalid name"} {
		if out, status := r.run(t, "scripts/new-environment.sh", name); status != 2 || !strings.Contains(out, want) {
			t.Errorf("new-environment.sh %s ends with %d: %s", name, status, out)
		}
	}
	if out, status := r.run(t, "scripts/new-environment.sh", "staging", "--region", "us-east-1"); status != 0 || !strings.Contains(out, "scripts/bootstrap.sh staging") {
		t.Fatalf("ends with %d: %s", status, out)
	}
	values := read(t, filepath.Join(r.root, "terraform/environments/staging/values.yaml"))
	for _, line := range []string{"env: staging\n", "stack: fanlight-staging\n", "region: us-east-1\n"} {
		if !strings.Contains(values, line) || strings.Contains(values, "account:") {
			t.Errorf("the values lack %q, or have an account:\n%s", line, values)
		}
	}
}

func TestBootstrap(t *testing.T) {
	t.Parallel()
	r := newRepository(t)
	const backend, values = "terraform/environments/dev/backend.hcl", "terraform/environments/dev/values.yaml"
	if out, status := r.run(t, "scripts/bootstrap.sh", "dev"); status != 2 || !strings.Contains(out, "nothing was done") || strings.Contains(read(t, r.calls), "create-bucket") {
		t.Fatalf("it did not ask: %d %s", status, out)
	}
	for range 2 {
		if out, status := r.run(t, "scripts/bootstrap.sh", "dev", "--yes"); status != 0 {
			t.Fatalf("ends with %d: %s", status, out)
		}
	}
	calls := read(t, r.calls)
	if n := strings.Count(calls, "create-bucket --bucket fanlight-state-111122223333-eu-central-1 --create-bucket-configuration LocationConstraint=eu-central-1"); n != 1 {
		t.Errorf("the bucket was made %d times:\n%s", n, calls)
	}
	for _, setting := range []string{"Status=Enabled", "SSEAlgorithm", "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true", "aws:SecureTransport"} {
		if !strings.Contains(calls, setting) {
			t.Errorf("the bucket lacks %s", setting)
		}
	}
	if text := read(t, filepath.Join(r.root, backend)); !strings.Contains(text, `key          = "fanlight/dev.tfstate"`) {
		t.Errorf("backend.hcl: %s", text)
	}
	if text := read(t, filepath.Join(r.root, values)); strings.Count(text, "account: \"111122223333\"\n") != 1 {
		t.Errorf("values.yaml: %s", text)
	}
}

func TestBootstrap_refuses(t *testing.T) {
	t.Parallel()
	for want, file := range map[string][2]string{
		"is of account 444455556666, and you are signed in to 111122223333": {"values.yaml", "region: eu-central-1\naccount: 444455556666\n"},
		"names no Region":      {"values.yaml", "stack: fanlight-dev\n"},
		"names another bucket": {"backend.hcl", "bucket = \"other\"\n"},
	} {
		r := newRepository(t)
		r.write(t, "terraform/environments/dev/"+file[0], file[1])
		out, status := r.run(t, "scripts/bootstrap.sh", "dev", "--yes")
		calls, _ := os.ReadFile(r.calls)
		if status == 0 || !strings.Contains(out, want) || strings.Contains(string(calls), "create-bucket") {
			t.Errorf("ends with %d: %s, want %q", status, out, want)
		}
	}
}

// TestPrepare_default holds that no example is deployed where there are no reports.
func TestPrepare_default(t *testing.T) {
	t.Parallel()
	script := read(t, "../scripts/prepare.sh")
	if strings.Contains(script, "examples/") || !strings.Contains(script, "set -- terraform/default/functions.yaml") {
		t.Error("prepare.sh deploys another report than the default one where there is no folder reports")
	}
	r := newRepository(t)
	r.write(t, "terraform/environments/dev/backend.hcl", "")
	r.write(t, "bin/terraform", "#!/bin/sh\n")
	r.write(t, "bin/go", "#!/bin/sh\necho go \"$@\" >>\"$CALLS\"\n")
	r.write(t, "bin/make", "#!/bin/sh\n")
	if out, status := r.run(t, "scripts/prepare.sh", "dev"); status != 0 {
		t.Fatalf("ends with %d: %s", status, out)
	}
	compiled := slices.DeleteFunc(strings.Split(read(t, r.calls), "\n"), func(line string) bool { return !strings.Contains(line, "compile") })
	if len(compiled) != 1 || !strings.HasSuffix(compiled[0], " terraform/default/functions.yaml") {
		t.Errorf("without reports it compiles %q", compiled)
	}
	r.write(t, "reports/README.md", "")
	if out, status := r.run(t, "scripts/prepare.sh", "dev"); status != 2 || !strings.Contains(out, "the folder reports has no report") {
		t.Errorf("with an empty folder it ends with %d: %s", status, out)
	}
}
