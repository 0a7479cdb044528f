"""What holds for a whole workspace: policies, values, schedules, the first hour."""
