package main

import (
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/runner"
)

// parseShard reads I/N, counted from 1, or "auto": what the CI system says of its
// parallel jobs. Where nothing tells, auto is an error, since every job would
// else do the same work and the pipeline be green for the wrong reason.
func parseShard(text string, getenv func(string) string) (runner.Shard, error) {
	if text == "" {
		return runner.Shard{}, nil
	}
	if text == "auto" {
		return autoShard(getenv)
	}
	index, of, ok := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(index)
	n, err2 := strconv.Atoi(of)
	if !ok || err1 != nil || err2 != nil || n < 1 || i < 1 || i > n {
		return runner.Shard{}, invalid("--shard must be I/N with I from 1 to N, such as 2/5, not %q", text)
	}
	return runner.Shard{Index: i, Of: n}, nil
}

// shardVariables are where CI systems say which of their parallel jobs this is.
var shardVariables = []struct {
	index, of string
	from      int
}{
	{"CI_NODE_INDEX", "CI_NODE_TOTAL", 1},                         // GitLab
	{"CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0},                 // CircleCI
	{"BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0}, // Buildkite
	{"SYSTEM_JOBPOSITIONINPHASE", "SYSTEM_TOTALJOBSINPHASE", 1},   // Azure DevOps
	{"JOB_COMPLETION_INDEX", "SMTPSPEC_SHARDS", 0},                // Kubernetes has no total of its own
}

func autoShard(getenv func(string) string) (runner.Shard, error) {
	for _, v := range shardVariables {
		i, err1 := strconv.Atoi(getenv(v.index))
		n, err2 := strconv.Atoi(getenv(v.of))
		if err1 == nil && err2 == nil && n >= 1 && i-v.from >= 0 && i-v.from < n {
			return runner.Shard{Index: i - v.from + 1, Of: n}, nil
		}
	}
	return runner.Shard{}, invalid("--shard auto: no parallel job's index and total in the environment; write --shard I/N")
}
