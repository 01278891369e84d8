"""What planners see of the plan in the back office."""
